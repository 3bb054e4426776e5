/** One request for an object of a given JSON Schema. */
export interface GenerationRequest {
  system: string;
  prompt: string;
  schema: object;
  schemaName: string;
  signal?: AbortSignal;
}

/** What came back. The object is unknown until validated: a host may not enforce the schema. */
export interface Generation {
  object: unknown;
  usage?: { inputTokens?: number; outputTokens?: number };
}

/** Structured generation, as distillation needs it from the host. */
export interface ModelPort {
  generate(request: GenerationRequest): Promise<Generation>;
}

/**
 * What an error says, without what it quotes: PostgreSQL repeats the value that it could not take, V8 the text that it could
 * not parse. From the first quotation mark to the last, for what is quoted may hold some itself.
 */
export function withoutQuotes(message: string): string {
  return message.replace(/["“„«].*["”“»]/s, '"…"');
}

import type { Log, Model } from '../../contracts/host.ts';
import { Dependency } from './dependency.ts';

/** The model, whose coming and going is logged. */
export function watchedModel(model: Model, log: Log): Model {
  const dependency = new Dependency(
    log,
    { event: 'halo.model.lost', message: 'The language model does not answer.' },
    { event: 'halo.model.back', message: 'The language model answers again.' },
  );
  return {
    async generate(request) {
      try {
        const answer = await model.generate(request);
        dependency.back();
        return answer;
      } catch (error) {
        if (!request.signal?.aborted) dependency.lost(error);
        throw error;
      }
    },
  };
}

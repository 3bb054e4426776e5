import { inject, injectable } from 'tsyringe';
import type { Queryable } from '../../contracts/host.ts';
import type { Rule } from '../distillation/rules.ts';
import { ORG_ID } from '../injection.ts';

/** The org's Learning Rules in force. Halo's; read only. */
@injectable()
export class LearningRules {
  constructor(@inject(ORG_ID) private readonly org: string) {}

  read(db: Queryable): Promise<Rule[]> {
    return db.query<Rule>(
      'select type, text from learning_rules where org_id = $1 and not paused order by id',
      [this.org],
    );
  }
}

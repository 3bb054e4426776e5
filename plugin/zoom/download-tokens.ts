import { inject, injectable } from 'tsyringe';
import { z } from 'zod';
import type { Host } from '../../contracts/host.ts';
import { DOWNLOAD_TOKENS, downloadTokenName } from '../credential-names.ts';
import { HOST } from '../injection.ts';

const delivered = z.object({ token: z.string().min(1) });

/** The tokens that webhooks bring along: each opens one recording's files for a day, whatever the connection may. */
@injectable()
export class DownloadTokens {
  constructor(@inject(HOST) private readonly host: Host) {}

  /** Null if none came, or if it came too long ago: Halo keeps it for its day and no longer. */
  async find(uuid: string): Promise<string | null> {
    const read = delivered.safeParse(await this.host.credentials.read(downloadTokenName(uuid)));
    return read.success ? read.data.token : null;
  }

  async forgetAll(): Promise<void> {
    await this.host.credentials.forgetAll(DOWNLOAD_TOKENS);
  }

  async forget(uuid: string): Promise<void> {
    const name = downloadTokenName(uuid);
    if ((await this.host.credentials.read(name)) === undefined) return;
    await this.host.credentials.change(name, async () => ({ next: null, result: undefined }));
  }
}

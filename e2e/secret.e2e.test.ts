/** The webhook's address must be readable nowhere but in the function that posts to it. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixture } from '../test/fixture';
import { sls, succeed } from './commands';
import { NOTIFIER } from './deployment';
import { preparePython } from './emulators/python';
import { invoke } from './lambda';
import { sharedWorld } from './world';

const world = sharedWorld();
const packaged = join(world.folder, '.serverless');
const secret = new URL(world.webhookUrl).pathname;

/** Everything in a zip, as one text. */
async function contentOf(zip: string): Promise<string> {
  const script =
    'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); [sys.stdout.buffer.write(z.read(n)) for n in z.namelist()]';
  const python = join(await preparePython(), 'python');
  return execFileSync(python, ['-c', script, zip], { encoding: 'utf8', maxBuffer: 100_000_000 });
}

describe('the webhook’s address', () => {
  const files = (ending: string) => readdirSync(packaged).filter((file) => file.endsWith(ending));

  it('is in no template', () => {
    const templates = files('.json').map((file) => readFileSync(join(packaged, file), 'utf8'));
    expect(templates.join()).toContain('KMS_ENCRYPTED_HOOK_URL');
    expect(templates.join()).not.toContain(secret);
  });

  it('is in no zip', async () => {
    const zips = await Promise.all(files('.zip').map((file) => contentOf(join(packaged, file))));
    expect(zips.join()).toContain('KMS_ENCRYPTED_HOOK_URL');
    expect(zips.join()).not.toContain(secret);
  });

  it('is in no log', async () => {
    await invoke(NOTIFIER, fixture('alarm'));
    const logs = await succeed('sls logs', sls(world, 'logs', '-f', 'slackNotifier'));
    expect(logs).toContain('"message":"notified"');
    expect(logs).not.toContain(secret);
  });
});

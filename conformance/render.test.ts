import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sls, succeed } from '../e2e/commands';
import { createWorkspace, type Workspace } from '../e2e/workspace';
import { CONFIGURATIONS } from './configurations';
import { sharedFacts } from './facts';

let workspace: Workspace;
beforeAll(() => {
  workspace = createWorkspace();
});
afterAll(() => workspace.remove());

/** Without what is another one each time: where the bundles lie. */
const withoutPlaces = (template: unknown) =>
  JSON.parse(JSON.stringify(template, (key, value: unknown) => (key === 'S3Key' ? undefined : value)));

describe('render.cjs', () => {
  it('renders what `sls package` does', async () => {
    const env = { PATH: process.env.PATH ?? '', HOME: workspace.folder };
    const { region = '', yaml = '' } = CONFIGURATIONS['the defaults'] ?? {};
    writeFileSync(join(workspace.folder, 'config/dev.yml'), yaml);
    await succeed('sls package', sls({ ...workspace, env }, 'package', '--stage', 'dev', '--region', region));
    const packaged = readFileSync(
      join(workspace.folder, '.serverless/cloudformation-template-update-stack.json'),
      'utf8',
    );
    expect(withoutPlaces(sharedFacts().templates['the defaults'])).toEqual(
      withoutPlaces(JSON.parse(packaged)),
    );
  });
});

/** What CloudFormation asks for on behalf of whoever deploys: its resource schemas say so, which cfn-lint ships. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';

const handler = v.optional(v.object({ permissions: v.array(v.string()) }), { permissions: [] });
const schema = v.object({
  handlers: v.object({ create: handler, read: handler, update: handler, delete: handler }),
});

/**
 * The permissions of the handlers of a type, as the schema writes them: some are no actions.
 * @param programs the folder of Python's programs
 * @see https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html#schema-properties-handlers
 */
export function permissionsOf(programs: string): (type: string) => string[] {
  const script = 'import cfnlint, os; print(os.path.dirname(cfnlint.__file__))';
  const folder = join(
    execFileSync(join(programs, 'python'), ['-c', script], { encoding: 'utf8' }).trim(),
    'data/schemas',
  );
  const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const files = v.parse(v.record(v.string(), v.string()), read('providers/us-east-1.json'));
  return (type) => {
    const { handlers } = v.parse(schema, read(`resources/${files[type]}.json`));
    return Object.values(handlers).flatMap(({ permissions }) => permissions);
  };
}

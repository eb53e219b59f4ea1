/** Holds one statement of a policy to the service authorization reference. */
import { type Action, actionOf, expanded, isKeyOf } from './reference';
import type { Statement } from './statements';

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const OPERATOR =
  /^(?:ForA(?:ll|ny)Values?:)?(?:String(?:Not)?(?:Equals(?:IgnoreCase)?|Like)|(?:Numeric|Date)(?:(?:Not)?Equals|(?:Less|Greater)Than(?:Equals)?)|Bool|BinaryEquals|(?:Not)?IpAddress|Arn(?:Not)?(?:Equals|Like))(?:IfExists)?$|^Null$/;

/** Rights on what an action does not know are no rights; on what no action of the statement knows, they are a mistake. */
function resourceProblems(
  { kind, actions: written, resources, excepted }: Statement,
  actions: [string, Action][],
): string[] {
  if (kind === 'trust' || excepted) return [];
  const isFor = (resource: string, { on }: Action) => resource === '*' || on.some(({ has }) => has(resource));
  const named = actions.filter(([name]) => written.includes(name)); // of what a wildcard stands for, some will do
  const idle = named
    .filter(([, action]) => !resources.some((resource) => isFor(resource, action)))
    .map(([name, { on }]) => `${name} is for ${on.map(({ type }) => type).join(', ') || '*'} alone`);
  const strange = resources
    .filter((resource) => !actions.some(([, action]) => isFor(resource, action)))
    .map((resource) => `${resource} is nothing for ${actions.map(([name]) => name).join(', ')}`);
  return [...idle, ...strange];
}

async function conditionProblems({ conditions }: Statement, actions: [string, Action][]): Promise<string[]> {
  const problems = Object.keys(conditions)
    .filter((operator) => !OPERATOR.test(operator))
    .map((operator) => `${operator} is no operator`);
  for (const key of Object.values(conditions).flatMap((asked) => Object.keys(asked))) {
    for (const [name, action] of actions) {
      if (!(await isKeyOf(key, action))) problems.push(`${name} has no key ${key}`);
    }
  }
  return problems;
}

/** What is wrong with it, in a sentence each. */
export async function problemsOf(statement: Statement): Promise<string[]> {
  const names = await Promise.all(
    statement.actions.map(async (written) => ({ written, stands: await expanded(written) })),
  );
  const known: [string, Action][] = [];
  const problems = names
    .filter(({ stands }) => stands.length === 0)
    .map(({ written }) => `${written} is no action`);
  for (const name of names.flatMap(({ stands }) => stands)) {
    const action = await actionOf(name);
    if (action) known.push([name, action]);
    else problems.push(`${name} is no action`);
  }
  if (problems.length > 0) return problems;
  return [...resourceProblems(statement, known), ...(await conditionProblems(statement, known))];
}

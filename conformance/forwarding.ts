/** The template that forwards sign-ins of root, which is deployed as it stands. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_SCHEMA, load, Type } from 'js-yaml';
import { root } from '../e2e/emulators/paths';

/** CloudFormation's short forms: `!GetAtt Role.Arn`. */
const short = (tag: string, construct: (text: string) => unknown) =>
  new Type(tag, { kind: 'scalar', construct });
const schema = DEFAULT_SCHEMA.extend([
  short('!Ref', (text) => ({ Ref: text })),
  short('!Sub', (text) => ({ 'Fn::Sub': text })),
  short('!GetAtt', (text) => ({ 'Fn::GetAtt': text.split('.') })),
]);

export const forwardingTemplate = (): unknown =>
  load(readFileSync(join(root, 'resources/us-east-1/root-sign-in.yml'), 'utf8'), { schema });

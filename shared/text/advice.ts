/** The commands that people are advised to run: with the region, without which they would look elsewhere. */

type Place = { stage: string; region: string };

/** `npm run reconcile -- --stage dev --region ap-northeast-2 --apply` */
export const npmRun = (command: string, { stage, region }: Place, ...options: string[]): string =>
  ['npm run', command, '--', '--stage', stage, '--region', region, ...options].join(' ');

/** `npx sls deploy --stage dev --region ap-northeast-2` */
export const slsDeploy = ({ stage, region }: Place): string =>
  `npx sls deploy --stage ${stage} --region ${region}`;

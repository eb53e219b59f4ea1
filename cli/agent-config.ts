/** `npm run agent-config -- --stage dev`: the configuration of the CloudWatch agent that goes with the stage's `config/`. */
import { writeFileSync } from 'node:fs';
import { agentConfiguration, FAMILIES, type Family } from '../agent/configuration';
import { loadConfig } from '../shared/config/load';
import { ConfigError } from '../shared/errors';
import { command } from './command';
import { checkStage, pathOf } from './options';
import { CONFIG_FOLDER, chooseRegion } from './target';

const HELP = `npm run --silent agent-config -- [--stage dev] [--region ap-northeast-2] [--family ${FAMILIES.join('|')}] [--out file]

Prints the configuration of the CloudWatch agent that goes with config/, or writes it to a file. --family leaves the log
files of the other family out: debian is Ubuntu too, amazon-linux Red Hat.`;

function familyOf(name: string | undefined): Family | undefined {
  const family = FAMILIES.find((known) => known === name);
  if (name === undefined || family) return family;
  throw new ConfigError(`--family must be ${FAMILIES.join(' or ')}, not ${name}.`);
}

command(
  {
    help: HELP,
    options: {
      family: { type: 'string' },
      out: { type: 'string' },
    },
  },
  async (values) => {
    checkStage(values.stage);
    const configuration = agentConfiguration(
      loadConfig(CONFIG_FOLDER, values.stage, chooseRegion(values.region)),
      familyOf(values.family),
    );
    const json = `${JSON.stringify(configuration, null, 2)}\n`;
    if (values.out === undefined) return void process.stdout.write(json);
    writeFileSync(pathOf(values.out), json);
    console.log(`Wrote ${values.out}.`);
  },
);

/** `npm run preview`: every message as Slack, mail and SMS show it, without an account and without network. */
import { ConfigError } from '../shared/errors';
import { readJson } from './json-file';
import { checkStage, pathOf, portOf, readOptions } from './options';
import { createDrawer } from './preview/drawer';
import { openBrowser } from './preview/open-browser';
import type { Request } from './preview/prepare';
import { servePages } from './preview/server';
import { run } from './run';

const HELP = `npm run preview -- [event.json] [--stage dev] [--port 8080]
npm run preview -- [event.json] [--stage dev] --terminal [--language ko]

Draws every event of events/, or yours too, as Slack, mail and SMS show it. Asks nothing of AWS: what the functions
would look up is sample data. A reload shows what was changed in config/ and in the code.

  --stage      by the configuration of this stage; else config/default.yml, as "shop production"
  --port       of the page on 127.0.0.1; else one that is free
  --terminal   prints instead
  --language   en or ko, of what is printed; else that of the configuration. The page shows both`;

const options = {
  stage: { type: 'string' },
  port: { type: 'string' },
  terminal: { type: 'boolean' },
  language: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** The address is said when the first page can be drawn. */
async function serve(request: Request, port: number): Promise<void> {
  const drawer = createDrawer(request);
  try {
    await drawer.draw('');
    const { url } = await servePages(drawer, port);
    console.log(`Every message: ${url}\nCtrl-C ends it.`);
    openBrowser(url);
  } catch (error) {
    drawer.stop();
    throw error;
  }
}

/** What prints loads all functions, which the page leaves to the process that draws it. */
const print = async (request: Request, language: string | undefined): Promise<void> =>
  (await import('./preview/print')).print(request, language);

run(async () => {
  const { values, positionals } = readOptions({ options, allowPositionals: true });
  if (values.help) return console.log(HELP);
  const [file, ...more] = positionals;
  if (more.length > 0) throw new ConfigError(`One event at a time, not ${positionals.join(' ')}`);
  const own = pathOf(file);
  if (own) readJson(own, 'event');
  const port = portOf(values.port);
  if (values.stage !== undefined) checkStage(values.stage);
  const request = { own, stage: values.stage };
  await (values.terminal ? print(request, values.language) : serve(request, port));
});

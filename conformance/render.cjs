/**
 * Renders the template of each configuration as `sls package` does, all in one process and without the bundles, which no
 * template depends on: `node render.cjs <folder of the project> < configurations`. Both ends are JSON: names with the YAML of
 * a stage's file go in, names with templates come out.
 */
const { writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { text } = require('node:stream/consumers');
const Serverless = require('serverless');
const readConfiguration = require('serverless/lib/configuration/read');
const resolveVariables = require('serverless/lib/configuration/variables/resolve');
const resolveVariablesMeta = require('serverless/lib/configuration/variables/resolve-meta');
const source = (name) => require(`serverless/lib/configuration/variables/sources/${name}`);

const STAGE = 'dev';

/** osls asks that a function's archive be there, and looks into none. */
function leaveOutBundles(configuration, archive) {
  writeFileSync(archive, '');
  configuration.plugins = configuration.plugins.filter((name) => name !== 'serverless-esbuild');
  for (const definition of Object.values(configuration.functions)) definition.package = { artifact: archive };
}

/** As osls's own scripts/serverless.js resolves them, for a provider and a stage that no variable hides. */
async function resolve(serverless, { serviceDir, configuration, variablesMeta, options }) {
  const names = { env: 'env', file: 'file', opt: 'opt', self: 'self', strToBool: 'str-to-bool' };
  const sources = Object.fromEntries(Object.entries(names).map(([key, name]) => [key, source(name)]));
  for (const name of ['sls', 'param']) {
    sources[name] = source(`instance-dependent/${name === 'sls' ? 'get-sls' : name}`)(serverless);
  }
  const fulfilledSources = new Set(Object.keys(sources));
  await resolveVariables({ serviceDir, configuration, variablesMeta, options, sources, fulfilledSources });
  const unresolved = [...variablesMeta].map(([path, { error }]) => `${path.replaceAll('\0', '.')}: ${error}`);
  if (unresolved.length > 0) throw new Error(`Not resolved: ${unresolved.join('; ')}`);
}

async function render(serviceDir, { region, yaml }) {
  writeFileSync(join(serviceDir, 'config', `${STAGE}.yml`), yaml);
  const configurationFilename = 'serverless.yml';
  const configuration = await readConfiguration(join(serviceDir, configurationFilename));
  leaveOutBundles(configuration, join(serviceDir, '.no-bundle.zip'));
  const variablesMeta = resolveVariablesMeta(configuration);
  const options = { stage: STAGE, region };
  const commands = ['package'];
  const place = { serviceDir, configuration, variablesMeta, options };
  const serverless = new Serverless({ ...place, configurationFilename, commands });
  await serverless.init();
  await resolve(serverless, place);
  await serverless.run();
  return serverless.service.provider.compiledCloudFormationTemplate;
}

async function main(serviceDir) {
  process.chdir(serviceDir);
  const templates = {};
  for (const [name, configuration] of Object.entries(JSON.parse(await text(process.stdin)))) {
    templates[name] = await render(serviceDir, configuration).catch((cause) => {
      throw new Error(`The template of "${name}" cannot be rendered: ${cause.message}`, { cause });
    });
  }
  process.stdout.write(JSON.stringify(templates));
}

main(process.argv[2]).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});

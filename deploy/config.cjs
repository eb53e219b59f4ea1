/** What serverless.yml reads of `config/` for the stage: checked, and as esbuild takes it. */
const { resolve } = require('node:path');
const { loadConfig } = require('tsx/cjs/api').require('../shared/config/load.ts', __filename);

/** A section each, so that a bundle holds only those that its function reads. */
const defineSections = (config) =>
  Object.fromEntries(
    Object.entries(config).map(([section, value]) => [`STAGE_CONFIG.${section}`, JSON.stringify(value)]),
  );

/** For CloudFormation's conditions, which compare strings. */
const yesOrNo = (wanted) => (wanted ? 'yes' : 'no');

module.exports = async ({ resolveVariable }) => {
  const config = loadConfig(resolve(__dirname, '../config'), await resolveVariable('sls:stage'));
  return { config, define: defineSections(config), options: { allAlarms: yesOrNo(config.allAlarms) } };
};

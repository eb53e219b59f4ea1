/** How a command begins: its options are read, and `--help` is answered. */
import type { ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { readOptions } from './options';
import { run } from './run';
import { targetOptions } from './target';

const helpOption = { help: { type: 'boolean', short: 'h' } } as const;

type Values<Options extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ options: typeof targetOptions & Options }>
>['values'];

/** Runs a command with its options, those that every command takes among them. `help` is what `--help` prints. */
export function command<const Options extends ParseArgsOptionsConfig>(
  { help, options }: { help: string; options: Options },
  main: (values: Values<Options>) => Promise<void>,
): void {
  run(async () => {
    const known = { ...targetOptions, ...options };
    const all: ParseArgsOptionsConfig = { ...known, ...helpOption };
    if (readOptions({ options: all }).values.help) return console.log(help);
    await main(readOptions({ options: known }).values);
  });
}

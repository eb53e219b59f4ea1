/** Colour on a terminal, and none elsewhere or where `NO_COLOR` is set. @see https://no-color.org */
import { styleText } from 'node:util';

export type Color = 'green' | 'yellow' | 'red';

export const paint = (color: Color, text: string): string => styleText(color, text);

/** Of a line the words that it begins with, by what they are. */
export function paintStart(line: string, colors: Record<string, Color>): string {
  const [words, color] =
    Object.entries(colors).find(([one]) => line === one || line.startsWith(`${one} `)) ?? [];
  return words && color ? paint(color, words) + line.slice(words.length) : line;
}

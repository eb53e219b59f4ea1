import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

describe.each(['README.md', 'README.ko.md'])('%s', (name) => {
  it('shows pictures of this repository, each of which is there', () => {
    const pictures = [...readFileSync(join(ROOT, name), 'utf8').matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(
      ([, path = '']) => path,
    );
    expect(pictures.length).toBeGreaterThan(0);
    expect(pictures.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

import { join } from 'node:path';
import { print } from './print';
import { EVENTS } from './samples';

describe('print', () => {
  it('prints the messages of your event, and nothing that functions log', async () => {
    const printed: unknown[] = [];
    jest.spyOn(console, 'log').mockImplementation((text) => void printed.push(text));
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(text) > 0);
    await print({ own: join(EVENTS, 'process-down.json') }, 'en');
    expect(printed).toEqual([expect.stringMatching(/^## process-down.json\n\n🔴 .*httpd/)]);
  });
});

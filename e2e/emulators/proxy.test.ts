import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { startProxy } from './proxy';

it('passes on, answers, refuses and changes', async () => {
  const emulator = createServer(async (request, response) => {
    response.end(
      `${request.method} ${request.url} ${request.headers['x-amz-target']} ${await text(request)}`,
    );
  });
  emulator.listen(0, '127.0.0.1');
  await once(emulator, 'listening');
  const { port } = emulator.address() as AddressInfo;
  let status: number | undefined;
  const proxy = await startProxy(`http://127.0.0.1:${port}`, {
    refuse: () => status,
    answer: (target, body) => (target === 'SSM.New' ? { said: body } : undefined),
    change: (answer, target) => (target === 'SSM.Get' ? answer.toUpperCase() : answer),
  });
  const ask = (target: string): Promise<Response> =>
    fetch(`${proxy.url}/a?b`, { method: 'POST', body: 'words', headers: { 'x-amz-target': target } });
  expect(await (await ask('SSM.Put')).text()).toBe('POST /a?b SSM.Put words');
  expect(await (await ask('SSM.Get')).text()).toBe('POST /A?B SSM.GET WORDS');
  expect(await (await ask('SSM.New')).json()).toEqual({ said: 'words' });
  status = 503;
  expect((await ask('SSM.Put')).status).toBe(503);
  await proxy.stop();
  emulator.closeAllConnections();
  emulator.close();
});

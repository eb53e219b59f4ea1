import { parseListeners, readableAddress } from './listening';

describe('readableAddress', () => {
  it.each([
    ['the loopback', '0100007F:1F90', '127.0.0.1:8080'],
    ['every address', '00000000:07E8', '0.0.0.0:2024'],
    ['IPv6', '00000000000000000000000000000000:0050', '00000000000000000000000000000000:80'],
  ])('reads %s', (_, hex, address) => {
    expect(readableAddress(hex)).toBe(address);
  });
});

describe('parseListeners', () => {
  it('leaves out connections', () => {
    const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 3141 1 0000 100 0 0 10 0
   1: 0100007F:1F90 0100007F:B25C 01 00000000:00000000 00:00000000 00000000     0        0 5926 1 0000 20 4 30 10 -1
`;
    expect([...parseListeners(table)]).toEqual([['3141', '127.0.0.1:8080']]);
  });
});

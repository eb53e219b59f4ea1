import { postAddress, webhookAddress } from './webhook-address';

describe('postAddress', () => {
  it.each([
    ['hooks.slack.com/services/T0/B0/x', 'https://hooks.slack.com/services/T0/B0/x'],
    ['  https://hooks.slack.com/services/T0/B0/x\n', 'https://hooks.slack.com/services/T0/B0/x'],
    ['http://localhost:1/x', 'http://localhost:1/x'],
  ])('makes %p an address', (text, expected) => {
    expect(postAddress(text, 'X')).toBe(expected);
  });

  it.each([
    ['nothing', '', 'X does not hold the address of a webhook.'],
    ['a word', 'secret', 'X does not hold the address of a webhook.'],
    ['no address', 'https://', 'X does not hold the address of a webhook.'],
    [
      'a way that others can read',
      'http://hooks.slack.com/secret',
      'X must hold an https:// address: anybody on the way could read the secret.',
    ],
  ])('refuses %s without repeating it', (_, text, expected) => {
    expect(() => postAddress(text, 'X')).toThrow(expected);
  });
});

describe('webhookAddress', () => {
  it.each([
    'https://hooks.slack.com/services/T000/B000/abcDEF123',
    'https://hooks.slack-gov.com/services/T000/B000/abcDEF123',
    'http://127.0.0.1:4000/services/T1/B1/x',
  ])('accepts %s', (address) => {
    expect(webhookAddress(address)).toBe(address);
  });

  it.each([
    ['a workflow', 'https://hooks.slack.com/workflows/T0/A0/1/secret', /a workflow, which takes variables/],
    ['a trigger', 'https://hooks.slack.com/triggers/T0/1/secret', /a workflow, which takes variables/],
    ['half an address', 'https://hooks.slack.com/services/T0', /was expected/],
    ['another host', 'https://hooks.slack.com.evil.example/services/T0/B0/secret', /was expected/],
    ['a page of the workspace', 'https://shop.slack.com/services/T0/B0/secret', /was expected/],
  ])('refuses %s without repeating it', (_, text, expected) => {
    expect(() => webhookAddress(text)).toThrow(expected);
    expect(() => webhookAddress(text)).not.toThrow(/secret/);
  });
});

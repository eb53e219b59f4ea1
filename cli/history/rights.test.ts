import { ConfigError } from '../../shared/errors';
import { explained } from './rights';

const refused = (name: string) =>
  Object.assign(new Error('User me may not: cloudwatch:DescribeAlarms.'), { name });

describe('explained', () => {
  it.each(['AccessDenied', 'AccessDeniedException'])('says what %s lacks, and who can help', (name) => {
    const error = explained(refused(name));
    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({
      message: expect.stringMatching(
        /^AccessDenied\w*: User me may not: cloudwatch:DescribeAlarms\. History asks for .* --save reading\.json; .*--file/,
      ),
    });
  });

  it.each([refused('ThrottlingException'), 'a text'])('leaves anything else as it is', (error) => {
    expect(explained(error)).toBe(error);
  });
});

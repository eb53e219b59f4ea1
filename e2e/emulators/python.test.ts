import { explain, firstOf, stamp } from './python';

describe('stamp', () => {
  const first = stamp('moto==1', '/a/venv');

  it('stays the same for the same requirements in the same place', () => {
    expect(stamp('moto==1', '/a/venv')).toBe(first);
  });

  it.each([
    ['requirements', stamp('moto==2', '/a/venv')],
    ['place', stamp('moto==1', '/b/venv')],
  ])('changes with the %s', (_, other) => {
    expect(other).not.toBe(first);
  });
});

describe('firstOf', () => {
  it('takes the first command that is accepted', async () => {
    const accepts = async (command: string) => {
      if (command === 'python3') throw new Error('exit code 1');
    };
    expect(await firstOf(['python3', 'python3.12', 'python3.11'], accepts)).toBe('python3.12');
  });

  it('says what is needed when there is none', async () => {
    const none = firstOf(['python3', 'python'], () => Promise.reject(new Error('ENOENT')));
    await expect(none).rejects.toThrow(
      'The emulators need Python ≥ 3.10, and none of python3, python on the PATH is one.',
    );
  });
});

describe('explain', () => {
  it('says how to get ensurepip', () => {
    const output = `The virtual environment was not created successfully because ensurepip is not
available.  On Debian/Ubuntu systems, you need to install the python3-venv
package using the following command.`;
    expect(explain('python3', output)).toBe(
      'python3 has no ensurepip, so it cannot make a virtual environment: install it (Debian, Ubuntu: apt install python3-venv).',
    );
  });

  it('shows the end of any other output', () => {
    const output = `${'x'.repeat(3_000)}ERROR: No matching distribution found`;
    expect(explain('python3', output)).toMatch(
      /^python3 could not prepare the emulators:\nx+ERROR: No matching/,
    );
    expect(explain('python3', output).length).toBeLessThan(2_100);
  });
});

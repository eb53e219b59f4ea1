/** `npm run preview -- --terminal`: the messages as text. */
import { ConfigError } from '../../shared/errors';
import { LANGUAGES, speak } from '../../shared/words/language';
import { prepare, type Request } from './prepare';
import { ownSample, readSamples, type Sample } from './samples';
import { showMessage } from './show-message';

/** What there is to say of a sample, in every medium. */
function printed({ name, messages, problem }: Sample): string {
  const shown = messages.map(
    ({ slack, email, sms }) => `${showMessage(slack)}\n\nMail: ${email.subject}\nSMS: ${sms}`,
  );
  return [`## ${name}`, ...(problem ? [problem] : shown.length > 0 ? shown : ['Nobody is notified.'])].join(
    '\n\n',
  );
}

/** @param asked the language; else that of the configuration */
export async function print({ own, stage }: Request, asked: string | undefined): Promise<void> {
  const { place, language } = prepare({ stage });
  const chosen = LANGUAGES.find((one) => one === (asked ?? language));
  if (!chosen) throw new ConfigError(`--language is ${LANGUAGES.join(' or ')}, not ${asked}`);
  speak(chosen);
  const samples = own ? [await ownSample(own, place)] : await readSamples(place, own);
  console.log(samples.map(printed).join('\n\n'));
}

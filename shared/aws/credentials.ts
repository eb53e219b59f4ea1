/** Who the light call signs for. */
import { optionalEnv, requiredEnv } from '../env';

export type Credentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
type Provider = () => Promise<Credentials>;

/** As Lambda gives them: those of the function's role, for as long as the process lives. */
const ofEnvironment: Provider = async () => {
  const sessionToken = optionalEnv('AWS_SESSION_TOKEN');
  return {
    accessKeyId: requiredEnv('AWS_ACCESS_KEY_ID'),
    secretAccessKey: requiredEnv('AWS_SECRET_ACCESS_KEY'),
    ...(sessionToken && { sessionToken }),
  };
};

let provider = ofEnvironment;

export const credentials: Provider = () => provider();

/** For commands, which run with an operator's profile. */
export function signWith(other: Provider): void {
  provider = other;
}

/** What people call an instance. */
import type { Instance } from './ec2';

/** `web-1 (i-0a1b…)`, or the id alone. */
export const instanceLabel = ({ id, name }: Pick<Instance, 'id' | 'name'>): string =>
  name ? `${name} (${id})` : id;

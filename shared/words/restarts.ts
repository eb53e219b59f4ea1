import './language';
import { restarts as en } from './en/restarts';
import { restarts as ko } from './ko/restarts';

export const restartsWords = (): typeof en => (typeof KOREAN !== 'undefined' && KOREAN ? ko : en);

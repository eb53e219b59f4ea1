import './language';
import { logs as en } from './en/logs';
import { logs as ko } from './ko/logs';

export const logsWords = (): typeof en => (typeof KOREAN !== 'undefined' && KOREAN ? ko : en);

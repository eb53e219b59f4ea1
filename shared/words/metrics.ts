import './language';
import { metrics as en } from './en/metrics';
import { metrics as ko } from './ko/metrics';

export const metricsWords = (): typeof en => (typeof KOREAN !== 'undefined' && KOREAN ? ko : en);

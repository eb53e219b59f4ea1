import './language';
import { pause as en } from './en/pause';
import { pause as ko } from './ko/pause';

export const pauseWords = (): typeof en => (typeof KOREAN !== 'undefined' && KOREAN ? ko : en);

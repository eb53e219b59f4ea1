import './language';
import { actor as en } from './en/actor';
import { actor as ko } from './ko/actor';

export const actorWords = (): typeof en => (typeof KOREAN !== 'undefined' && KOREAN ? ko : en);

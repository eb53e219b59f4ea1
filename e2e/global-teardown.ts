/** Stops what global-setup.ts started, also after a failure. */
import { stopWorld } from './world';

export default stopWorld;

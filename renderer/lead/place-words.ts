// The editor and the lead's lists say places in the same words as pages and cards do.
export {placeInWords} from '../../electron/domain/place-words.ts';

import {config} from 'zod';

/**
 * Schemas try `new Function` to be faster, once. The page's policy forbids it, and a page that breaks its own policy by
 * design would hide somebody who breaks it on purpose. Imported before anything that holds a schema.
 */
config({jitless: true});

import {useCallback, useRef} from 'react';

/**
 * Tells the answer to the newest question from those that were overtaken. Call it when asking; what it gives back says,
 * once the answer is there, whether nothing was asked since.
 */
export function useNewest(): () => () => boolean {
  const asked = useRef(0);
  return useCallback(() => {
    asked.current += 1;
    const mine = asked.current;
    return () => mine === asked.current;
  }, []);
}

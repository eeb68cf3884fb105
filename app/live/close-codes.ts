/** A WebSocket's when nothing is known of its end. */
export const BROKEN = 1006
/** A message so large that it was not read: whoever stands there says so, our server or one on the way. */
export const NOT_READ = 1009

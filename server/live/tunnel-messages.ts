/**
 * What travels in the tunnel: the frames of one document socket, over plain HTTP where websockets are blocked. The
 * browser imports the types only. A frame is base64, because a binary message would take two round trips here.
 */
export interface TunnelClientMessages {
  frames: (frames: string[]) => void
}

export interface TunnelServerMessages {
  /** The document socket is open; from here on frames go both ways. */
  open: () => void
  frames: (frames: string[]) => void
  /** It is closed, with a WebSocket's code; 1006 when it was never opened. */
  end: (code: number, reason: string) => void
}

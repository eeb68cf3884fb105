/** A client's WebSocket frame: final, masked with zeros. */
export function clientFrame(opcode: number, payload: Uint8Array): Buffer {
  const head =
    payload.length < 126
      ? [0x80 | payload.length]
      : payload.length < 65_536
        ? [0x80 | 126, payload.length >> 8, payload.length & 255]
        : [0x80 | 127, 0, 0, 0, 0, ...[24, 16, 8, 0].map(shift => (payload.length >>> shift) & 255)]
  return Buffer.from([0x80 | opcode, ...head, 0, 0, 0, 0, ...payload])
}

export interface ServerFrame {
  opcode: number
  payload: Buffer
}

/** Takes apart what a server writes: first its answer to the upgrade, then its frames, however the bytes are cut. */
export class ServerStream {
  /** HTTP status of the upgrade; null until it is there. */
  status: number | null = null
  private rest: Buffer = Buffer.alloc(0)

  feed(bytes: Buffer): ServerFrame[] {
    this.rest = Buffer.concat([this.rest, bytes])
    const frames: ServerFrame[] = []
    if (this.status === null) this.readHead()
    if (this.status === null) return frames
    for (let frame = this.next(); frame; frame = this.next()) frames.push(frame)
    return frames
  }

  private readHead(): void {
    const end = this.rest.indexOf('\r\n\r\n')
    if (end < 0) return
    this.status = Number(this.rest.subarray(9, 12).toString())
    this.rest = this.rest.subarray(end + 4)
  }

  private next(): ServerFrame | null {
    const { rest } = this
    if (rest.length < 2) return null
    const short = (rest[1] ?? 0) & 127
    const start = short < 126 ? 2 : short === 126 ? 4 : 10
    if (rest.length < start) return null
    const length =
      short < 126 ? short : short === 126 ? rest.readUInt16BE(2) : Number(rest.readBigUInt64BE(2))
    if (rest.length < start + length) return null
    this.rest = rest.subarray(start + length)
    return { opcode: (rest[0] ?? 0) & 15, payload: Buffer.from(rest.subarray(start, start + length)) }
  }
}

import { describe, expect, test } from 'vitest'
import { defaultLimits } from '~server/collaboration/limits'
import { readEnv } from '~server/env'
import { addressOf, limitsOf } from './callers'

describe('where a document socket comes from', () => {
  const from = (trusted: number, forwarded?: string): string => {
    const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }
    return addressOf({ headers, socket: { remoteAddress: '10.0.0.1' } }, trusted)
  }

  test('is the peer, whatever it says about itself, as long as no proxy is trusted', () => {
    expect([from(0), from(0, '1.2.3.4')]).toEqual(['10.0.0.1', '10.0.0.1'])
  })

  test('is what the outermost trusted proxy saw; what stands before that was written by the caller', () => {
    expect(from(1, '6.6.6.6, 1.2.3.4')).toBe('1.2.3.4')
    expect(from(2, '6.6.6.6, 1.2.3.4, 10.0.0.9')).toBe('1.2.3.4')
  })

  test('is the peer where the proxy says nothing', () => {
    expect([from(1), from(1, ''), from(3, '1.2.3.4')]).toEqual(['10.0.0.1', '10.0.0.1', '10.0.0.1'])
  })
})

describe('limits of document sockets', () => {
  test('are the defaults when the operator says nothing', () => {
    expect(limitsOf(readEnv({}))).toEqual(defaultLimits)
  })

  test('are what the operator says, with a burst that goes with the rate', () => {
    const limits = limitsOf(
      readEnv({ COLLAB_UPDATES_PER_SECOND: '100', COLLAB_MAX_CONNECTIONS_PER_ADDRESS: '5000' }),
    )
    expect(limits).toMatchObject({ updatesPerSecond: 100, updateBurst: 400, framesPerSecond: 400 })
    expect(limits).toMatchObject({ frameBurst: 800, connectionsPerAddress: 5_000, connectionsPerPerson: 30 })
  })

  test('switched off, rates and counts are gone and sizes hold', () => {
    const limits = limitsOf(readEnv({ COLLAB_LIMITS: 'off', COLLAB_MAX_FRAME_BYTES: '300000' }))
    expect([limits.updatesPerSecond, limits.connectionsPerAddress]).toEqual([Infinity, Infinity])
    expect([limits.frameBytes, limits.documentBytes]).toEqual([300_000, defaultLimits.documentBytes])
  })
})

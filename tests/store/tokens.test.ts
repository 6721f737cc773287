import { describe, expect, test } from 'vitest';
import { HOUR } from '../../src/domain/instant.ts';
import type { Token } from '../../src/use-cases/token-ports.ts';
import { onBothDatabases } from '../support/databases.ts';
import { NOW } from '../support/store-records.ts';

const TOKEN: Token = {
  id: '019c-a',
  hash: 'a'.repeat(64),
  name: 'load tests',
  scopes: ['facts:custom'],
  services: ['key-1'],
  createdAt: NOW,
  createdBy: 'ana',
  expiresAt: NOW + HOUR,
  lastUsedAt: null,
  revokedAt: null,
};

onBothDatabases('the API’s doors', ({ open }) => {
  describe('tokens', () => {
    test('are found by the hash of their secret, and listed newest first', async () => {
      const { tokens } = await open();
      const newer = { ...TOKEN, id: '019c-b', hash: 'b'.repeat(64), services: null, createdAt: NOW + 1 };
      await tokens.write(TOKEN);
      await tokens.write(newer);
      expect(await tokens.byHash(TOKEN.hash)).toEqual(TOKEN);
      expect(await tokens.byHash('c'.repeat(64))).toBeUndefined();
      expect(await tokens.list()).toEqual([newer, TOKEN]);
    });

    test('are replaced by their id', async () => {
      const { tokens } = await open();
      await tokens.write(TOKEN);
      await tokens.write({ ...TOKEN, revokedAt: NOW });
      expect(await tokens.list()).toEqual([{ ...TOKEN, revokedAt: NOW }]);
    });
  });

  describe('kept answers', () => {
    const answer = { tokenId: TOKEN.id, key: 'build-7', digest: 'd', at: NOW, answer: { stored: true } };

    test('are found by token and key, and never replaced', async () => {
      const { tokens } = await open();
      await tokens.write(TOKEN);
      await tokens.keep(answer, NOW - HOUR);
      expect(await tokens.answered(TOKEN.id, 'build-7')).toEqual(answer);
      expect(await tokens.answered('another', 'build-7')).toBeUndefined();
      await expect(tokens.keep({ ...answer, digest: 'e' }, NOW - HOUR)).rejects.toThrow();
      expect(await tokens.answered(TOKEN.id, 'build-7')).toEqual(answer);
    });

    test('are forgotten after their time', async () => {
      const { tokens } = await open();
      await tokens.write(TOKEN);
      await tokens.keep(answer, NOW - HOUR);
      await tokens.keep({ ...answer, key: 'build-8', at: NOW + HOUR }, NOW + 1);
      expect(await tokens.answered(TOKEN.id, 'build-7')).toBeUndefined();
      expect(await tokens.answered(TOKEN.id, 'build-8')).toBeDefined();
    });
  });
});

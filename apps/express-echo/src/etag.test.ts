import { expect, test } from '@jest/globals';
import express from 'express';
import request from 'supertest';
import { etag } from './etag.ts';

test.each(['', 'a', 'Grüße', '{"message":"Hello"}', 'x'.repeat(100_000)])(
  'tags %.20j as Express would itself',
  async (body) => {
    const app = express().get('/', (_request, response) => void response.send(body));
    const answer = await request(app).get('/');
    expect(answer.headers['etag']).toBeDefined();
    expect(etag(Buffer.from(body))).toBe(answer.headers['etag']);
    expect(etag(body, 'utf8')).toBe(answer.headers['etag']);
  },
);

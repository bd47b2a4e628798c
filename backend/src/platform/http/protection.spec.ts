import { createHash } from 'node:crypto';
import { ServerResponse, type IncomingMessage } from 'node:http';
import { allowStyle, protectionOf, styleSource } from './protection.js';

const policyOf = (page: string): string => {
  const response = new ServerResponse({ method: 'GET' } as IncomingMessage);
  response.setHeader('content-security-policy', protectionOf({ production: true, tiles: null })['content-security-policy']!);
  allowStyle(response, styleSource(page));
  return String(response.getHeader('content-security-policy'));
};

describe('the policy of a page with a style of its own', () => {
  it('lets that style in by its hash, and no other', () => {
    const hash = createHash('sha256').update('b{color:red}').digest('base64');
    expect(policyOf('<head><style>b{color:red}</style></head>')).toContain(`style-src 'self' 'sha256-${hash}' `);
  });

  it('leaves what is inline to attributes, which style their own element alone', () => {
    const inline = policyOf('<style>b{}</style>').split('; ').filter((part) => part.includes("'unsafe"));
    expect(inline).toEqual([`style-src-attr 'unsafe-inline'`]);
  });
});

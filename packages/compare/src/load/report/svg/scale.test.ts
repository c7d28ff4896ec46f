import { describe, expect, it } from '@jest/globals';
import { html } from './markup.ts';
import { linearScale, logScale, ratioScale } from './scale.ts';

describe('scales', () => {
  it('logarithmic: equal ratios are equally far apart', () => {
    const scale = logScale([1, 100], [0, 200]);
    expect([scale(1), scale(10), scale(100)]).toEqual([0, 100, 200]);
    expect(scale.ticks).toEqual([1, 2, 5, 10, 20, 50, 100]);
  });

  it('linear: from nothing, with round ticks', () => {
    const scale = linearScale(10, [100, 0]);
    expect([scale(0), scale(5), scale(10)]).toEqual([100, 50, 0]);
    expect(scale.ticks).toEqual([0, 2, 4, 6, 8, 10]);
    expect(linearScale(0, [0, 1]).ticks.length).toBeGreaterThan(1);
  });

  it('for ratios: 1 is always among the ticks', () => {
    expect(ratioScale([1.01, 0.99], [0, 100]).ticks).toContain(1);
    expect(ratioScale([0.3, 2.4], [0, 100]).ticks).toContain(1);
    expect(ratioScale([0.01, 30], [0, 100]).ticks).toContain(1);
  });
});

describe('markup', () => {
  it('escapes what is put into it, and nests', () => {
    const cells = ['<script>', 'a & "b"'].map((text) => html`<i>${text}</i>`);
    expect(html`<p>${cells}</p>`.markup).toBe('<p><i>&lt;script&gt;</i><i>a &amp; &quot;b&quot;</i></p>');
  });
});

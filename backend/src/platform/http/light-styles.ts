/** The look of the pages without the app: the tokens of `frontend/src/styles`, as few as they need. */
export const LIGHT_STYLES = `
:root{color-scheme:light dark;--page:light-dark(#f6f7f9,#0d0f14);--surface:light-dark(#fff,#14171d);--ink:light-dark(#161a22,#eceef3);--quiet:light-dark(#4d5666,#a8b0be);--line:light-dark(#e3e6eb,#262b35);--line-strong:light-dark(#868e9d,#667083);
--good:light-dark(#116b41,#63d39b);--good-soft:light-dark(#e3f5eb,#11291d);--warn:light-dark(#8a4b03,#f0b45f);--warn-soft:light-dark(#fdf1dd,#2d2110);--bad:light-dark(#b3222f,#ff8f95);--bad-soft:light-dark(#fdebec,#331518);--info:light-dark(#1d57a8,#84b7ff);--info-soft:light-dark(#e8f1fd,#12233b)}
*{box-sizing:border-box}
body{margin:0;min-height:100dvh;display:grid;grid-template-rows:auto 1fr auto;background:var(--page);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue','Noto Sans','Liberation Sans',Arial,sans-serif;overflow-wrap:anywhere}
body>header,body>footer,main{width:100%;max-width:42rem;margin-inline:auto;padding:1rem}
body>header{display:flex;align-items:center;justify-content:space-between;gap:1rem}
.brand{display:inline-flex;align-items:center;gap:.625rem;min-height:2.75rem;color:inherit;font-weight:650;text-decoration:none}
.brand b{display:grid;place-items:center;width:2rem;height:2rem;border-radius:.5rem;background:var(--brand);color:var(--on-brand)}
.brand img{max-width:12rem;object-fit:contain}
header nav a,footer a{display:inline-flex;align-items:center;min-height:2.75rem}
footer{border-top:1px solid var(--line);font-size:.875rem}
footer nav{display:flex;flex-wrap:wrap;gap:0 1.25rem}
a{color:inherit;text-underline-offset:.2em}
main{display:grid;gap:1rem;align-content:start;outline:0}
h1{margin:0;font-size:clamp(1.5rem,6vw,2rem);line-height:1.2;letter-spacing:-.015em}
h2,h3{margin:0;font-size:1.0625rem;line-height:1.35}main>h2{margin-block-start:.5rem;font-size:1.1875rem}
p,ul,ol{margin:0}
ol,ul.plain{padding-inline-start:1.25rem;display:grid;gap:.5rem}
.quiet{color:var(--quiet)}small{font-size:.875rem}
.card{display:grid;gap:.625rem;padding:1.125rem;border:1px solid var(--line);border-radius:.75rem;background:var(--surface)}
.tone{padding:.75rem 1rem;border-radius:.625rem;border-inline-start:.25rem solid;font-weight:600}
.good{color:var(--good);background:var(--good-soft)}.warn{color:var(--warn);background:var(--warn-soft)}.bad{color:var(--bad);background:var(--bad-soft)}.info{color:var(--info);background:var(--info-soft)}
.chip{justify-self:start;padding:.125rem .625rem;border-radius:99px;font-size:.8125rem;font-weight:600}
.button{display:inline-flex;align-items:center;justify-content:center;min-height:3rem;padding:.5rem 1.25rem;border:1px solid var(--line-strong);border-radius:.5rem;background:var(--surface);color:inherit;font:inherit;font-weight:600;text-decoration:none;cursor:pointer}
.button.primary{border-color:light-dark(transparent,var(--line-strong));background:var(--brand);color:var(--on-brand)}
.row{display:flex;flex-wrap:wrap;gap:.625rem}
form{display:grid;gap:.75rem}
label{font-weight:600}
fieldset{margin:0;padding:0;border:0}legend{padding:0;font-weight:600}.choice{display:flex;align-items:center;gap:.625rem;min-height:2.75rem;font-weight:400}.choice input{width:1.25rem;height:1.25rem;min-height:0;margin:0;accent-color:var(--info)}
input{width:100%;min-height:3rem;padding:.5rem .75rem;border:1px solid var(--line-strong);border-radius:.5rem;background:var(--surface);color:inherit;font:inherit}
input[aria-invalid=true]{border-color:var(--bad)}
.wrong{color:var(--bad);font-weight:600}
.big{display:grid;justify-items:center;gap:.25rem;padding:1.5rem 1rem;border-radius:.75rem;background:var(--info-soft);text-align:center}
.big strong{font-size:clamp(2.25rem,12vw,3.5rem);line-height:1.1}
:focus-visible{outline:.1875rem solid var(--info);outline-offset:.125rem}
.skip{position:absolute;left:-100vw}.skip:focus{left:1rem;top:.5rem;padding:.5rem .75rem;background:var(--surface)}
[hidden]{display:none!important}
@media print{body>header nav,body>footer{display:none}}
`.replaceAll('\n', '');

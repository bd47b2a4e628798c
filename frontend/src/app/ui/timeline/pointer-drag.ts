/** What a drag tells while it goes on. Coordinates are those of the window. */
export interface DragSteps {
  /** The pointer has left the spot: the drag begins. */
  begin(x: number, y: number): void;
  /** At most once a frame. */
  move(x: number, y: number): void;
  drop(x: number, y: number): void;
  cancel(): void;
}

const THRESHOLD = 4;
const HOLD_MS = 220;
const EDGE = 44;

/**
 * Follows one pointer from its press to its release without touching Angular: steps come once a frame, Escape cancels,
 * and `scroller` follows when the pointer nears its edges. A finger has to rest first, so that it can still scroll.
 */
export function followPointer(down: PointerEvent, steps: DragSteps, scroller: HTMLElement | undefined): void {
  const isTouch = down.pointerType === 'touch';
  let [x, y] = [down.clientX, down.clientY];
  let begun = false;
  let frame = 0;
  let held = !isTouch;
  const hold = isTouch ? setTimeout(() => ((held = true), begin()), HOLD_MS) : undefined;

  const begin = () => {
    if (begun) return;
    begun = true;
    steps.begin(x, y);
    frame = requestAnimationFrame(tick);
  };
  let moved = true;
  const tick = () => {
    if (scroller && scrollNear(scroller, x, y)) moved = true;
    if (moved) steps.move(x, y);
    moved = false;
    frame = requestAnimationFrame(tick);
  };
  const end = () => {
    clearTimeout(hold);
    cancelAnimationFrame(frame);
    for (const [target, type, listener, options] of listeners) target.removeEventListener(type, listener as EventListener, options);
  };
  const onMove = (event: PointerEvent) => {
    if (event.pointerId !== down.pointerId) return;
    [x, y, moved] = [event.clientX, event.clientY, true];
    if (begun) return;
    if (Math.hypot(x - down.clientX, y - down.clientY) < THRESHOLD) return;
    if (held) begin();
    else end();
  };
  const onUp = (event: PointerEvent) => {
    if (event.pointerId !== down.pointerId) return;
    end();
    if (!begun) return;
    swallowClick();
    steps.drop(event.clientX, event.clientY);
  };
  const onCancel = () => {
    end();
    if (begun) steps.cancel();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onCancel();
  };
  const onTouch = (event: TouchEvent) => begun && event.preventDefault();
  const listeners: readonly (readonly [EventTarget, string, unknown, AddEventListenerOptions])[] = [
    [window, 'pointermove', onMove, { passive: true }],
    [window, 'pointerup', onUp, {}],
    [window, 'pointercancel', onCancel, {}],
    [window, 'blur', onCancel, {}],
    [window, 'keydown', onKey, { capture: true }],
    [window, 'touchmove', onTouch, { passive: false }],
  ];
  for (const [target, type, listener, options] of listeners) target.addEventListener(type, listener as EventListener, options);
}

/** The click that follows a drop would open what was only moved. */
function swallowClick(): void {
  const swallow = (event: Event) => {
    event.stopPropagation();
    event.preventDefault();
  };
  window.addEventListener('click', swallow, { capture: true, once: true });
  setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 0);
}

function scrollNear(scroller: HTMLElement, x: number, y: number): boolean {
  const box = scroller.getBoundingClientRect();
  const push = (near: number, far: number) => (near < EDGE ? -Math.ceil((EDGE - near) / 4) : far < EDGE ? Math.ceil((EDGE - far) / 4) : 0);
  if (x < box.left - EDGE || x > box.right + EDGE || y < box.top - EDGE || y > box.bottom + EDGE) return false;
  const [dx, dy] = [push(x - box.left, box.right - x), push(y - box.top, box.bottom - y)];
  if (!dx && !dy) return false;
  const before = [scroller.scrollLeft, scroller.scrollTop];
  scroller.scrollBy(dx, dy);
  return before[0] !== scroller.scrollLeft || before[1] !== scroller.scrollTop;
}

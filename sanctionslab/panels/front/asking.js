/* Questions to whoever answers: one at a time. Of a control that is moved faster than answers come,
   as by a key that is held down, only the last move waits. */

export function asker(send) {
  const view = Math.random().toString(36).slice(2);
  const waiting = [];
  let number = 0, asked = null;

  function next() {
    if (asked || !waiting.length) return;
    asked = waiting.shift();
    number += 1;
    send({ ...asked, view, number });
  }

  return {
    ask(action, isMove = false) {
      const place = waiting.findIndex(({ control }) => isMove && control === action.control);
      if (place < 0) waiting.push(action);
      else waiting[place] = action;
      next();
    },
    /* Whether a control was moved since the last answer: then it knows better what it shows. */
    isOpen: name => asked?.control === name || waiting.some(({ control }) => control === name),
    take(answered) {
      if (answered.view !== view || answered.number !== number) return;
      asked = null;
      next();
    },
  };
}

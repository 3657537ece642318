package masattention.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The front of all criteria that were offered: those that no others dominate; equal ones count
 * once.
 */
final class CriteriaFront {
  private final List<Criteria> front = new ArrayList<>();
  private final Map<Criteria, Integer> numbers = new TreeMap<>();

  /** Offers criteria. */
  void offer(Criteria offered) {
    for (int i = 0; i < front.size(); i++) {
      Criteria better = front.get(i);
      if (better.dominates(offered)) {
        // neighbours in a space are often dominated by the same
        front.set(i, front.get(i / 2));
        front.set(i / 2, better);
        return;
      }
    }
    front.removeIf(offered::dominates);
    front.add(offered);
  }

  /** Numbers the front from 1, the fastest first; nothing is offered after this. */
  void close() {
    front.sort(null);
    front.forEach(criteria -> numbers.put(criteria, numbers.size() + 1));
  }

  int size() {
    return front.size();
  }

  /** The number of criteria on the front; null where they are not on it. */
  Integer number(Criteria criteria) {
    return numbers.get(criteria);
  }

  /** The front, in the order of its numbers. */
  List<Criteria> all() {
    return List.copyOf(front);
  }
}

/// A queue whose two ends cost the same.
struct FIFO<Element> {
    private var elements: [Element?] = []
    private var head = 0

    var count: Int { elements.count - head }
    var isEmpty: Bool { count == 0 }

    mutating func append(_ element: Element) {
        elements.append(element)
    }

    mutating func popFirst() -> Element? {
        guard head < elements.count else { return nil }
        defer {
            elements[head] = nil
            head += 1
            if head == elements.count {
                elements.removeAll(keepingCapacity: head < 1024)
                head = 0
            } else if head > 1024, head > elements.count / 2 {
                elements.removeFirst(head)
                head = 0
            }
        }
        return elements[head]
    }

    mutating func sort(by areInOrder: (Element, Element) -> Bool) {
        elements = elements[head...].compactMap { $0 }.sorted(by: areInOrder)
        head = 0
    }
}

extension FIFO: Sendable where Element: Sendable {}

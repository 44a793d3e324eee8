/// The time under which a data folder was made.
///
/// It is decided once and never changes.
///
/// Timestamps of virtual time have nothing to do with the calendar: under real time, timers would be years early or late.
/// Time that runs scaled counts as virtual.
package enum StoreTime: String, Sendable, Hashable, CaseIterable {
    case real
    case virtual
}

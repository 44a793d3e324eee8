import Testing

/// Everything that starts, kills or times real processes, one after the other.
@Suite(.serialized) enum EndToEnd {}

import ArgumentParser

/// Where a command runs handlers.
struct HandlerOptions: ParsableArguments {
    @Flag(name: .long, help: "Run linked handlers in processes of their own: one that traps ends only its call.")
    var isolate = false
}

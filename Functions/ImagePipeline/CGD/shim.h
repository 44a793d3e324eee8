// libgd as Swift sees it, with its complaints taken off stderr.
//
// libgd reports what it dislikes about a picture through one process-wide callback, whose default prints to stderr.
// Worse, it decodes a damaged JPEG to a partly grey picture and only *warns*, even when told not to ignore warnings.
// So the callback below keeps the first complaint of the current thread, and the caller asks for it after decoding.
//
// Everything here is `static`: each object file that uses it has its own copy of the thread's record. Only one Swift
// file may therefore call these functions (GDImage.swift does).

#ifndef QUICKSTEP_CGD_SHIM_H
#define QUICKSTEP_CGD_SHIM_H

#include <gd.h>
#include <stdarg.h>
#include <stdio.h>

enum { quickstep_gd_complaint_size = 256 };

/// This thread's record. It stands inside a function because Swift emits no variable that stands outside of one.
static inline char *quickstep_gd_complaint_text(void) {
    static _Thread_local char text[quickstep_gd_complaint_size];
    return text;
}

static inline void quickstep_gd_record(int priority, const char *format, va_list arguments) {
    char *text = quickstep_gd_complaint_text();
    (void)priority;
    if (text[0] == 0) {
        vsnprintf(text, quickstep_gd_complaint_size, format, arguments);
    }
}

/// Takes libgd's complaints off stderr, for the whole process. Call it once, before anything else.
static inline void quickstep_gd_capture_complaints(void) {
    gdSetErrorMethod(quickstep_gd_record);
}

/// Forgets what libgd complained about on this thread.
static inline void quickstep_gd_forget_complaint(void) {
    quickstep_gd_complaint_text()[0] = 0;
}

/// The first complaint on this thread since it was last forgotten; empty when there was none.
static inline const char *quickstep_gd_complaint(void) {
    return quickstep_gd_complaint_text();
}

#endif

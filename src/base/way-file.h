/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whole files: read with a bound, written so that the name holds either what
 * was there before or all that is new.  Errors are G_FILE_ERROR and name the
 * file.  Any thread. */

/* The file's bytes; refused with G_FILE_ERROR_INVAL where there are more than
 * `most`.  Works for pipes too. */
GBytes *way_file_read (const char  *path,
                       gsize        most,
                       GError     **error);

/* Writes to a new file beside the named one, which takes its name when all is
 * on the disk.  Until then, and after any fault, the named file is untouched.
 * The new file can be read by its owner only while it is being written. */
typedef struct _WayFileWriter WayFileWriter;

WayFileWriter *way_file_writer_new    (const char     *path,
                                       GError        **error);
gboolean       way_file_writer_write  (WayFileWriter  *self,
                                       gconstpointer   data,
                                       gsize           size,
                                       GError        **error);

/* Brings all to the disk and gives it the name; nothing may be written after.
 * A file that was there before keeps its permissions. */
gboolean       way_file_writer_commit (WayFileWriter  *self,
                                       GError        **error);

/* What was not committed is thrown away. */
void           way_file_writer_free   (WayFileWriter  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayFileWriter, way_file_writer_free)

/* All three in one. */
gboolean       way_file_write         (const char     *path,
                                       GBytes         *bytes,
                                       GError        **error);

/* The same end for a file that something else wrote under another name of the
 * same folder: it takes the name once all of it is on the disk. */
gboolean       way_file_settle        (const char     *temporary,
                                       const char     *path,
                                       GError        **error);

G_END_DECLS

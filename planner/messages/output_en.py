"""The English messages of what is written, and of forced ends."""

OUTPUT = {
    "file.write": "cannot be written ({why})",
    "write.missing": "there is no such folder; make it, or check the path",
    "write.not_folder": "a part of the path is not a folder",
    "write.folder": "this is a folder; name a file",
    "write.refused": "you may not write this folder or file",
    "write.full": "no space is left on this disk",
    "write.long": "this name is too long for this disk; choose a shorter one",
    "write.closed": "the output is closed",
    "file.not_folder": "this is not a folder; choose another name",
    "file.circle": "these symbolic links lead in a circle; give another path",
    "file.held": "another run of planner is writing here; wait for its end, or give another name",
    "end.interrupted": "Interrupted.",
    "end.memory": "not enough memory; close other programs, give fewer --workers or a smaller task",
    "problems.more.one": "… and one problem more",
    "problems.more.many": "… and {count} problems more",
    "problems.many_more": "… and at least {count} problems more",
}

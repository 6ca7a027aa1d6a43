"""The bundled data, as files beside this one."""

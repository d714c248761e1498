"""The questions, one topic per module.

Each module decides in plain functions on integers and enumerations, and wraps them in
one public verb. No rule reads a file, a clock or a global.
"""
